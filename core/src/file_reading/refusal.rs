//! Why a file of a package is not given. Only this table has the words.

use crate::reason::reasons;

reasons! {
    MISSING "file.missing"
        "There is no such file that could be read."
        why "Only what the archive holds, and what was read with the package, can be shown."
        fix "Take the path from the report. What is a folder, an external artifact or a file that a finding calls unreadable has no content."
    CHANGED "file.changed"
        "The file is not what was verified any more: the package has changed since."
        why "What is shown would not be what the verdict is about."
        fix "Verify the package again, and read the file then."
    TOO_LARGE "file.too-large"
        "The file is larger than what is read at once."
        why "What is read is held in memory, and a hostile package could fill it."
        fix "Take the file out of the package with another program. The limits are FILE_TEXT_BYTES and that of the host for packages inside."
    AMBIGUOUS "file.ambiguous"
        "Programs do not agree on what the file is."
        why "One of its readings would be shown, and an NFVO could use another."
        fix "Read the finding of the report that says why, and ask the vendor for a corrected package."
    DAMAGED "file.damaged"
        "The file is not what the archive states, so it has no content."
        why "Programs differ in what they make of a damaged file."
        fix "Ask the vendor for the package again."
    ENCRYPTED "file.encrypted"
        "The file is encrypted, so there is no text to show."
        why "Its text is known to who has a recipient's key."
        fix "Decrypt the package first ('vnfseal decrypt', or 'Decrypt' in the portal)."
}
