//! Prints the JSON Schema of the report, from the types it is made of. The reports on what comes without a package, and the
//! inspections of packages, trust files and policies, stand among its definitions.

use vnfseal::report::{
    ChainReport, ManifestReport, PackageInspection, PolicyInspection, Report, SignedDataReport, TrustInspection,
};

fn main() -> Result<(), serde_json::Error> {
    let mut generator = schemars::SchemaGenerator::default();
    generator.subschema_for::<ChainReport>();
    generator.subschema_for::<SignedDataReport>();
    generator.subschema_for::<ManifestReport>();
    generator.subschema_for::<TrustInspection>();
    generator.subschema_for::<PackageInspection>();
    generator.subschema_for::<PolicyInspection>();
    let schema = generator.into_root_schema_for::<Report>();
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
