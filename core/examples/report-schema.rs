//! Prints the JSON Schema of the report, from the types it is made of.

fn main() {
    let schema = schemars::schema_for!(vnfseal::report::Report);
    println!("{}", serde_json::to_string_pretty(&schema).expect("a schema is JSON"));
}
