//! Memory, processor time and open files of a process, from `/proc`.

use std::fs;

use rustix::process::{Pid, Resource, Rlimit, getrlimit, prlimit, setrlimit};

/// Of the server, by its id.
#[derive(Clone, Copy)]
pub(crate) struct Process(pub(crate) u32);

impl Process {
    fn read(self, name: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{name}", self.0)).expect("the process lives")
    }

    /// Resident memory, in MiB.
    pub(crate) fn memory(self) -> u64 {
        let status = self.read("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
    }

    /// Processor time so far, in hundredths of a second.
    pub(crate) fn cpu(self) -> u64 {
        let stat = self.read("stat");
        // The name of the program is in parentheses, and may contain any character.
        let after = stat.rsplit_once(')').unwrap().1;
        let numbers: Vec<_> = after.split_whitespace().collect();
        numbers[11].parse::<u64>().unwrap() + numbers[12].parse::<u64>().unwrap()
    }

    /// Open files.
    pub(crate) fn files(self) -> usize {
        fs::read_dir(format!("/proc/{}/fd", self.0)).unwrap().count()
    }

    /// Sets its limit of open files.
    pub(crate) fn allow_files(self, most: u64) {
        let id = Pid::from_raw(self.0.try_into().unwrap());
        let maximum = getrlimit(Resource::Nofile).maximum;
        prlimit(id, Resource::Nofile, Rlimit { current: Some(most), maximum }).unwrap();
    }
}

/// Raises this process's limit of open files to its maximum: a flood needs more than the usual 1,024.
pub(crate) fn many_files() {
    let maximum = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
}
