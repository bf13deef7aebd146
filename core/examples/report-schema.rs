//! Prints the JSON Schema of the report, from the types it is made of.

fn main() -> Result<(), serde_json::Error> {
    let schema = schemars::schema_for!(vnfseal::report::Report);
    println!("{}", serde_json::to_string_pretty(&schema)?);
    Ok(())
}
