//! How the table of packages is arranged: which of them it lists, and in which order; and how many came to what.

use vnfseal::report::Verdict;

use super::{Delivery, Stage, State};

/// From so many packages on they stand in a table.
const TABLE_FROM: usize = 4;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The verdict.
    Verdict,
    /// The name of the file.
    Package,
    /// The provider by the manifest.
    Provider,
    /// The product by the manifest.
    Product,
    /// The version by the manifest.
    Version,
    /// The signer.
    Signer,
    /// The reason for the verdict.
    Reason,
    /// The number of findings.
    Findings,
}

impl Column {
    /// All columns, as they stand.
    pub(crate) const ALL: [Self; 8] = [
        Self::Verdict,
        Self::Package,
        Self::Provider,
        Self::Product,
        Self::Version,
        Self::Signer,
        Self::Reason,
        Self::Findings,
    ];
}

/// Which packages are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Choice {
    /// All of them.
    #[default]
    All,
    /// Those with this verdict.
    Of(Verdict),
    /// Those without a verdict.
    Open,
}

/// How the table is arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arrangement {
    /// Which packages are listed.
    pub(crate) choice: Choice,
    /// A text that a listed package has somewhere.
    pub(crate) search: String,
    /// The column by which they are sorted. Without one they stand as they came.
    pub(crate) column: Option<Column>,
    /// Whether the last comes first.
    pub(crate) is_descending: bool,
}

impl Arrangement {
    /// Sorts by a column. If that is done already, the order is reversed.
    pub(crate) fn sorted_by(&self, column: Column) -> Self {
        let is_descending = self.column == Some(column) && !self.is_descending;
        Self { column: Some(column), is_descending, ..self.clone() }
    }
}

/// How many packages came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// All packages.
    pub(crate) all: usize,
    /// The packages that passed.
    pub(crate) passed: usize,
    /// The packages of which nothing can be said.
    pub(crate) indeterminate: usize,
    /// The packages that failed.
    pub(crate) failed: usize,
    /// The packages that are being verified or wait for that.
    pub(crate) running: usize,
}

impl Counts {
    /// Counts the packages of the queue.
    pub(crate) fn of(queue: &[Delivery]) -> Self {
        let mut counts = Self { all: queue.len(), ..Self::default() };
        for delivery in queue {
            let count = match delivery.verdict() {
                Some(Verdict::Passed) => &mut counts.passed,
                Some(Verdict::Indeterminate) => &mut counts.indeterminate,
                Some(Verdict::Failed) => &mut counts.failed,
                None if delivery.is_open() => &mut counts.running,
                None => continue,
            };
            *count = count.saturating_add(1);
        }
        counts
    }

    /// Returns the number of packages without a verdict.
    pub(crate) fn open(&self) -> usize {
        self.all.saturating_sub(self.passed).saturating_sub(self.indeterminate).saturating_sub(self.failed)
    }
}

impl Delivery {
    /// Returns the verdict by the trust and the policy that are in force. While a package is judged again, it has none.
    pub(crate) fn verdict(&self) -> Option<Verdict> {
        match &self.stage {
            Stage::Done(report) if !report.is_encrypted() => Some(report.verdict),
            _ => None,
        }
    }
}

impl State {
    /// Returns whether there are so many packages that they stand in a table.
    pub(crate) fn has_table(&self) -> bool {
        self.queue.len() >= TABLE_FROM
    }

    /// Returns whether the page would lose something that the user has nowhere else: a verification that runs, a report that
    /// was not saved, or a package that was made here.
    pub(crate) fn would_lose(&self) -> bool {
        self.queue.iter().any(Delivery::would_be_lost)
    }

    /// Removes all packages. What was trusted for this visit stays.
    pub(super) fn clear(&mut self) {
        self.queue.clear();
        self.selected = None;
        self.batch = Arrangement::default();
    }
}
