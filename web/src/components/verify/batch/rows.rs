//! The rows of the table: their texts, which of them are listed, and their order.

use std::cmp::Ordering;

use vnfseal::report::Verdict;

use crate::{
    browser::collating::Collator,
    components::verify::stage_status::stage_word,
    report::{Verified, outline::Outline},
    state::{Arrangement, Choice, Column, Delivery},
    words::{locale::say, reasons, untrusted},
};

/// One package in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The number of the package.
    pub(crate) key: u32,
    /// The verdict, if there is one.
    pub(crate) verdict: Option<Verdict>,
    /// The text of each column, in the order of [`Column::ALL`].
    pub(crate) cells: [String; 8],
    findings: usize,
}

impl Row {
    /// Makes the row of a package. While it is judged again, nothing of its earlier report counts but what the package says.
    pub(crate) fn of(delivery: &Delivery) -> Self {
        let (report, verdict) = (delivery.reported(), delivery.verdict());
        let outline = report.map(Verified::outline).cloned().unwrap_or_default();
        let Outline { provider, product, version, signer, findings } = outline;
        let judged = report.filter(|_| verdict.is_some());
        let reason = judged.map(|report| reasons::reason(report)).unwrap_or_default();
        let number = judged.map(|_| findings.to_string()).unwrap_or_default();
        let name = delivery.file.name();
        let cells = [stage_word(delivery), name, provider, product, version, signer, reason, number];
        Self { key: delivery.key, verdict, cells, findings }
    }

    /// Returns the text of a column.
    pub(crate) fn cell(&self, column: Column) -> &str {
        let at = Column::ALL.iter().position(|one| *one == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    fn is_listed(&self, arrangement: &Arrangement, search: &str) -> bool {
        let is_chosen = match arrangement.choice {
            Choice::All => true,
            Choice::Of(verdict) => self.verdict == Some(verdict),
            Choice::Open => self.verdict.is_none(),
        };
        let has = |text: &String| untrusted::lower_case(&untrusted::escaped(text)).contains(search);
        is_chosen && (search.is_empty() || self.cells.iter().any(has))
    }
}

/// Returns the rows that are listed, in their order.
pub(crate) fn arranged(queue: &[Delivery], arrangement: &Arrangement) -> Vec<Row> {
    let search = untrusted::lower_case(arrangement.search.trim());
    let rows = queue.iter().map(Row::of).filter(|row| row.is_listed(arrangement, &search));
    let mut rows = rows.collect::<Vec<_>>();
    if let Some(column) = arrangement.column {
        let collator = Collator::new(&say!("language-tag"));
        rows.sort_by(|one, other| {
            let order = compare(one, other, column, &collator);
            if arrangement.is_descending { order.reverse() } else { order }
        });
    }
    rows
}

fn compare(one: &Row, other: &Row, column: Column, collator: &Collator) -> Ordering {
    match column {
        // What failed is looked for.
        Column::Verdict => gravity(one).cmp(&gravity(other)),
        Column::Findings => (one.verdict.is_none(), one.findings).cmp(&(other.verdict.is_none(), other.findings)),
        _ => collator.compare(one.cell(column), other.cell(column)),
    }
}

fn gravity(row: &Row) -> u8 {
    match row.verdict {
        Some(Verdict::Failed) => 0,
        Some(Verdict::Indeterminate) => 1,
        Some(Verdict::Passed) => 2,
        None => 3,
    }
}
