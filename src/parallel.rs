//! Works on several papers at once: as many as there are cores, so that no more are in memory.

use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

/// The stack size of a worker in bytes; deeply nested documents need room.
pub(crate) const STACK: usize = 64 << 20;

/// Runs `work` on each job and returns the results in the order of the jobs.
///
/// A single job has all cores to itself, because typesetting is parallel inside. Several jobs have a core each: in
/// one shared pool, a worker that waits for part of its paper would meanwhile start another one, and so on until all
/// papers are in memory.
pub(crate) fn each<T: Sync, R: Send>(
    jobs: &[T],
    work: impl Fn(&T) -> R + Sync,
) -> Result<Vec<R>, ThreadPoolBuildError> {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let workers = cores.min(jobs.len());
    if workers < 2 {
        return Ok(pool(cores)?.install(|| jobs.iter().map(&work).collect()));
    }
    let pools = (0..workers).map(|_| pool(1)).collect::<Result<Vec<_>, _>>()?;
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(jobs.len()));
    let take = || {
        let at = next.fetch_add(1, Ordering::Relaxed);
        jobs.get(at).map(|job| (at, job))
    };
    thread::scope(|scope| {
        for pool in &pools {
            scope.spawn(|| {
                while let Some((at, job)) = take() {
                    let result = pool.install(|| work(job));
                    if let Ok(mut done) = done.lock() {
                        done.push((at, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    done.sort_by_key(|(at, _)| *at);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// A pool of workers.
fn pool(workers: usize) -> Result<ThreadPool, ThreadPoolBuildError> {
    ThreadPoolBuilder::new().num_threads(workers).stack_size(STACK).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_jobs() {
        for count in [0, 1, 2, 100] {
            let jobs: Vec<usize> = (0..count).collect();
            assert_eq!(
                each(&jobs, |job| job * 2).unwrap(),
                jobs.iter().map(|job| job * 2).collect::<Vec<_>>()
            );
        }
    }
}
