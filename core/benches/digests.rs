//! The kernels that run over every byte of a package.
// criterion's macros make public functions without docs.
#![allow(missing_docs)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use vnfseal::{
    digest::DigestAlgorithm,
    digester::Digester,
    task::{DigestTask, Method},
};

/// What a host hands over at a time.
const CHUNK: u32 = 1 << 20;

fn task(algorithms: Vec<DigestAlgorithm>) -> DigestTask {
    DigestTask {
        index: 0,
        source: 0,
        path: String::new(),
        offset: 0,
        compressed_size: u64::from(CHUNK),
        size: u64::from(CHUNK),
        method: Method::Stored,
        crc32: Some(0),
        algorithms,
        prefixes: Vec::new(),
        expand: false,
        finds_crc32: false,
    }
}

fn digest(criterion: &mut Criterion) {
    let chunk: Vec<u8> = (0..CHUNK).map(|index| index.wrapping_mul(index).to_le_bytes()[1]).collect();
    let mut group = criterion.benchmark_group("stored, 1 MiB");
    group.throughput(Throughput::Bytes(u64::from(CHUNK)));
    for algorithms in [
        vec![],
        vec![DigestAlgorithm::Sha256],
        vec![DigestAlgorithm::Sha512],
        vec![DigestAlgorithm::Sha256, DigestAlgorithm::Sha512],
    ] {
        let names: Vec<_> = algorithms.iter().map(|algorithm| algorithm.name()).collect();
        let name = if names.is_empty() { "CRC-32 alone".into() } else { names.join(" and ") };
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| {
                let mut digester = Digester::new(task(algorithms.clone()));
                digester.update(black_box(&chunk), |_| ());
                digester.finish()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, digest);
criterion_main!(benches);
