//! Lists a directory recursively with sizes, and sums sizes by file suffix: `tree [DIRECTORY]`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;

#[derive(Default)]
struct Summary {
    files: usize,
    directories: usize,
    sizes: BTreeMap<String, u64>,
}

impl Summary {
    fn add_file(&mut self, path: &Path, size: u64) {
        let suffix = path.extension().map_or_else(|| "(none)".to_string(), |text| text.to_string_lossy().into_owned());
        self.files += 1;
        *self.sizes.entry(suffix).or_insert(0) += size;
    }
}

fn list(directory: &Path, prefix: &str, summary: &mut Summary) -> io::Result<()> {
    let mut entries = fs::read_dir(directory)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    let count = entries.len();
    for (index, entry) in entries.into_iter().enumerate() {
        let (branch, indent) = if index + 1 == count { ("`-- ", "    ") } else { ("|-- ", "|   ") };
        let name = entry.file_name().to_string_lossy().into_owned();
        let metadata = fs::symlink_metadata(entry.path())?;
        if metadata.is_dir() {
            println!("{prefix}{branch}{name}/");
            summary.directories += 1;
            list(&entry.path(), &format!("{prefix}{indent}"), summary)?;
        } else if metadata.file_type().is_symlink() {
            println!("{prefix}{branch}{name} -> {}", fs::read_link(entry.path())?.display());
        } else {
            println!("{prefix}{branch}{name} {}", metadata.len());
            summary.add_file(&entry.path(), metadata.len());
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    let root = env::args().nth(1).unwrap_or_else(|| ".".to_string());
    let mut summary = Summary::default();
    println!("{root}");
    if let Err(error) = list(Path::new(&root), "", &mut summary) {
        eprintln!("tree: {root}: {:?}", error.kind());
        return ExitCode::FAILURE;
    }
    println!("{} directories, {} files", summary.directories, summary.files);
    for (suffix, size) in &summary.sizes {
        println!("{size:>8} {suffix}");
    }
    ExitCode::SUCCESS
}
