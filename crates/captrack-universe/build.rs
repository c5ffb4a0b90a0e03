//! Turns the tables of `data/universe` into sorted rows of fixed width and a text of names, to be embedded and read where they lie.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/layout.rs"]
mod layout;

fn main() {
    let data = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("../../data/universe");
    let out = PathBuf::from(variable("OUT_DIR"));
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/layout.rs");

    write(&out, "regions", layout::REGION, &read(&data, "regions"), |line, row| {
        row.push(space(line.text("space")));
    });
    write(&out, "constellations", layout::CONSTELLATION, &read(&data, "constellations"), |line, row| {
        row.extend(line.id("region_id").to_le_bytes());
    });
    let systems = read(&data, "systems");
    write(&out, "systems", layout::SYSTEM, &systems, |line, row| {
        row.extend(line.id("constellation_id").to_le_bytes());
        row.extend(line.id("region_id").to_le_bytes());
        row.extend((line.number("security") as f32).to_le_bytes());
        for axis in ["x", "y", "z"] {
            row.extend(line.number(axis).to_le_bytes());
        }
    });
    write_names_in_order(&out, "systems", &systems);
    write_gates(&out, &systems, &data);
    write(&out, "npc_stations", layout::STATION, &read(&data, "npc_stations"), |line, row| {
        row.extend(line.id("system_id").to_le_bytes());
    });
    write(&out, "capital_groups", layout::GROUP, &read(&data, "capital_groups"), |line, row| {
        let range =
            if line.text("base_jump_range_ly").is_empty() { f64::NAN } else { line.number("base_jump_range_ly") };
        row.extend(range.to_le_bytes());
    });
    write(&out, "capital_types", layout::HULL_TYPE, &read(&data, "capital_types"), |line, row| {
        row.extend(line.id("group_id").to_le_bytes());
        row.push(published(line.text("published")));
    });
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("cargo sets {name} for build scripts"))
}

/// One table, its lines sorted by id.
struct Table {
    file: String,
    columns: Vec<String>,
    lines: Vec<Vec<String>>,
}

/// One line of a table, its fields found by the names in the header.
struct Line<'t> {
    table: &'t Table,
    fields: &'t [String],
}

fn read(data: &Path, name: &str) -> Table {
    let mut table = read_lines(data, name);
    let file = &table.file;
    table.lines.sort_by_key(|fields| parse::<u32>(file, &fields[0]));
    assert!(table.lines.windows(2).all(|pair| pair[0][0] != pair[1][0]), "{file} has an id twice");
    table
}

/// The same in the order of the file.
fn read_lines(data: &Path, name: &str) -> Table {
    let file = format!("{name}.csv");
    let path = data.join(&file);
    println!("cargo::rerun-if-changed={}", path.display());
    let readable = |error: csv::Error| panic!("{} cannot be read: {error}", path.display());
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(readable);
    let texts = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let columns = texts(reader.headers().unwrap_or_else(|error| panic!("{file} has no header: {error}")));
    // A line with another number of fields than the header is an error.
    let lines = reader
        .records()
        .map(|record| texts(&record.unwrap_or_else(|error| panic!("{file} has a line that is none: {error}"))))
        .collect();
    Table { file, columns, lines }
}

fn parse<T: std::str::FromStr>(file: &str, text: &str) -> T {
    text.parse().unwrap_or_else(|_| panic!("{file} has {text:?} where a number belongs"))
}

impl Table {
    fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines.iter().map(|fields| Line { table: self, fields })
    }
}

impl Line<'_> {
    fn text(&self, column: &str) -> &str {
        let at = self.table.columns.iter().position(|name| name == column);
        let at = at.unwrap_or_else(|| panic!("{} has no column {column}", self.table.file));
        &self.fields[at]
    }

    fn id(&self, column: &str) -> u32 {
        parse(&self.table.file, self.text(column))
    }

    fn number(&self, column: &str) -> f64 {
        parse(&self.table.file, self.text(column))
    }
}

fn space(word: &str) -> u8 {
    match word {
        "eve" => layout::space::KNOWN,
        "wormhole" => layout::space::WORMHOLE,
        "abyssal" => layout::space::ABYSSAL,
        "void" => layout::space::VOID,
        _ => panic!("regions.csv has an unknown space {word:?}"),
    }
}

fn published(word: &str) -> u8 {
    match word {
        "true" => 1,
        "false" => 0,
        _ => panic!("capital_types.csv has {word:?} where true or false belongs"),
    }
}

/// Writes the rows and the text of names; the id is the first column.
fn write(out: &Path, name: &str, width: usize, table: &Table, mut fields: impl FnMut(&Line<'_>, &mut Vec<u8>)) {
    let mut rows = Vec::with_capacity(width * table.lines.len());
    let mut names = String::new();
    for line in table.lines() {
        let text = line.text("name");
        // The name index and the search compare letters without regard to case in the ASCII way.
        assert!(text.is_ascii(), "{} has a name that is not ASCII: {text:?}", table.file);
        let before = rows.len();
        rows.extend(line.id(&table.columns[0]).to_le_bytes());
        rows.extend((names.len() as u32).to_le_bytes());
        rows.extend((text.len() as u16).to_le_bytes());
        names.push_str(text);
        fields(&line, &mut rows);
        assert!(rows.len() - before == width, "{} does not make rows of {width} bytes", table.file);
    }
    store(&out.join(format!("{name}.rows")), &rows);
    store(&out.join(format!("{name}.names")), names.as_bytes());
}

/// Writes the row numbers (u16) in the order of the names in small letters.
fn write_names_in_order(out: &Path, name: &str, table: &Table) {
    let mut order: Vec<_> = table.lines().map(|line| line.text("name").to_ascii_lowercase()).zip(0_u16..).collect();
    assert!(order.len() == table.lines.len(), "{} has too many lines for a row number of 16 bits", table.file);
    order.sort();
    assert!(order.windows(2).all(|pair| pair[0].0 != pair[1].0), "{} has a name twice", table.file);
    let bytes: Vec<u8> = order.iter().flat_map(|(_, row)| row.to_le_bytes()).collect();
    store(&out.join(format!("{name}.order")), &bytes);
}

/// Writes where each system's neighbours start (u16, one more than there are systems), then the neighbours as row numbers (u16). The table has
/// each pair of gates once: both directions are written.
fn write_gates(out: &Path, systems: &Table, data: &Path) {
    let gates = read_lines(data, "stargates");
    let rows: BTreeMap<u32, u16> = systems.lines().map(|line| line.id(&systems.columns[0])).zip(0..).collect();
    let row = |id: u32| *rows.get(&id).unwrap_or_else(|| panic!("stargates.csv has a system {id} that there is not"));
    let mut neighbours = vec![BTreeSet::new(); systems.lines.len()];
    for line in gates.lines() {
        let (from, to) = (row(line.id("from_system_id")), row(line.id("to_system_id")));
        neighbours[usize::from(from)].insert(to);
        neighbours[usize::from(to)].insert(from);
    }
    let (mut starts, mut targets) = (vec![0_u16], Vec::new());
    for of_one in neighbours {
        targets.extend(of_one);
        starts.push(u16::try_from(targets.len()).expect("gates are counted in 16 bits"));
    }
    let bytes = |numbers: &[u16]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    store(&out.join("stargates.starts"), &bytes(&starts));
    store(&out.join("stargates.targets"), &bytes(&targets));
}

fn store(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| panic!("{} cannot be written: {error}", path.display()));
}
