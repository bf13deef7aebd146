## Before there are files

start-title = Is this package what its provider signed?
start-lead = Drop VNF packages and the certificates you trust anywhere on this page. Every artifact is checked on your own machine, and you see what is wrong, with whom, and what to ask for.
demo-try = Try the demo
demo-loading = Loading the demo…
demo-hint = Two good packages and three damaged ones, with a trust bundle. You decide whether to trust it.
demo-missing = The demo is not served with this page.
question-integrity = Is every byte what was signed?
question-authenticity = Did someone you trust sign it?
question-completeness = Is everything listed, and everything listed there?
