## Before there are files

start-title = Is this package what its provider signed?
start-lead = Drop VNF packages and the certificates you trust anywhere on this page. Every artifact is checked on your own machine, and you see what is wrong, with whom, and what to ask for.
start-step-packages = Drop the packages as they came: .csar or .zip.
start-step-certificate = Add the CA certificate of the vendor. The vendor has to send it to you another way than with the package. Compare its fingerprint by telephone.
start-step-verdict = Read the verdict. If a package failed, send the findings to the vendor.
demo-try = Try the demo
demo-loading = Loading the demo…
demo-hint = Two good packages and three damaged ones, with a trust bundle. You decide whether to trust it.
demo-missing = The demo is not served with this page.
question-integrity = Is every byte what was signed?
question-authenticity = Did someone you trust sign it?
question-completeness = Is everything there, and nothing else?
