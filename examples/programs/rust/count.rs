//! Counts lines, words and bytes as `wc` does: `count [FILE...]`, standard input without files.

use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::AddAssign;
use std::process::exit;

#[derive(Clone, Copy, Default)]
struct Counts {
    lines: u64,
    words: u64,
    bytes: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.lines += other.lines;
        self.words += other.words;
        self.bytes += other.bytes;
    }
}

fn count(mut input: impl Read) -> io::Result<Counts> {
    let mut counts = Counts::default();
    let mut buffer = [0u8; 8192];
    let mut in_word = false;
    loop {
        let size = input.read(&mut buffer)?;
        if size == 0 {
            return Ok(counts);
        }
        counts.bytes += size as u64;
        for &byte in &buffer[..size] {
            let blank = matches!(byte, b' ' | b'\t'..=b'\r');
            counts.lines += u64::from(byte == b'\n');
            counts.words += u64::from(!blank && !in_word);
            in_word = !blank;
        }
    }
}

fn print(counts: Counts, name: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{} {} {} {}", counts.lines, counts.words, counts.bytes, name)
}

fn main() -> io::Result<()> {
    let names: Vec<String> = env::args().skip(1).collect();
    if names.is_empty() {
        return print(count(io::stdin())?, "-");
    }
    let mut total = Counts::default();
    let mut failed = false;
    for name in &names {
        match File::open(name).and_then(count) {
            Ok(counts) => {
                print(counts, name)?;
                total += counts;
            }
            Err(error) => {
                eprintln!("count: {name}: {:?}", error.kind());
                failed = true;
            }
        }
    }
    if names.len() > 1 {
        print(total, "total")?;
    }
    exit(i32::from(failed))
}
