// The style of the page of a report, which has no other file.

export const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 75rem; margin: 0 auto; padding: 1.5rem; overflow-wrap: break-word; }
header { padding: 1rem 1.5rem; border: 2px solid; border-radius: .5rem; }
header.passed { border-color: #0b6b3d; }
header.failed { border-color: #b01c17; }
header.indeterminate { border-color: #7d5200; }
article + article { margin-top: 3rem; break-before: page; }
h1 { margin: 0; }
.sentence { font-size: 1.2rem; }
dl > div { display: grid; grid-template-columns: 14rem 1fr; gap: 1rem; padding: .15rem 0; }
dt { opacity: .75; }
dd { margin: 0; min-width: 0; }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .85rem; }
/* Words stay whole as long as they fit into a line: only code, a path or a digest, breaks anywhere. */
table { overflow-wrap: normal; }
code, pre { overflow-wrap: anywhere; }
th, td { padding: .3rem .5rem; border-bottom: 1px solid #8886; text-align: start; vertical-align: top; }
tr.failed td:nth-child(2), tr.indeterminate td:nth-child(2) { font-weight: 700; }
code, pre { font: .8rem/1.4 ui-monospace, monospace; }
pre { white-space: pre-wrap; }
i { border: 1px solid; border-radius: .2rem; padding: 0 .2rem; font: .75em monospace; }
@media print { main { padding: 0; } tr, li { break-inside: avoid; } }
@media (max-width: 40rem) {
  main { padding: .75rem; }
  header { padding: .75rem 1rem; }
  h1 { font-size: 1.5rem; }
  ol { padding-inline-start: 1.25rem; }
  dl > div { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
`;
