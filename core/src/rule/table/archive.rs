//! Rules about the archive, which has to mean the same to every reader.

super::rules! {
    ARCHIVE_NOT_ZIP "archive.not-zip" Fail Completeness ["SOL 004 clause 4.1; ISO/IEC 21320-1"]
        "The file is not a ZIP archive."
        why "A VNF package is a ZIP archive; nothing inside this file can be found or checked."
        fix "Check that this is the file the vendor sent and that the download is complete. Then ask the vendor for the .csar or .zip."
        @vendor "Deliver the package as a ZIP archive, with the ending .csar or .zip."
    ARCHIVE_END_RECORD "archive.end-record" Fail Completeness ["APPNOTE 4.3.16; ISO/IEC 21320-1"]
        "The archive does not end with one consistent end record."
        why "Readers look for the end record in different ways; bytes after it or a second one make them see different files."
        fix "Get the file again: the download may be incomplete, or something was put behind it. If it happens again, ask the vendor for a corrected package."
        @vendor "Make the archive again with a common ZIP program, put nothing after it, and sign it again. Write it to a file: 'bsdtar' pads a pipe with zeros."
    ARCHIVE_DIRECTORY "archive.directory" Fail Completeness ["APPNOTE 4.3.12"]
        "The archive's central directory is damaged or contradicts itself."
        why "What cannot be read in one way cannot be verified."
        fix "Get the package again from its source. If it happens again, ask the vendor for a corrected one."
        @vendor "Make the archive again with a common ZIP program and sign it again."
    ARCHIVE_LOCAL_HEADER "archive.local-header" Fail Completeness ["APPNOTE 4.3.7"]
        "An entry's local header disagrees with the central directory."
        why "Some readers follow one, some the other: they would take different content out of the same package."
        fix "Get the package again from its source. If it happens again, ask the vendor for a corrected one."
        @vendor "Make the archive again with a common ZIP program and sign it again."
    ARCHIVE_GAP "archive.gap" Fail Completeness ["APPNOTE 4.3.6"]
        "The archive's entries overlap or leave bytes between them."
        why "Bytes that belong to no entry, or to two, let another reader find another package in the same file."
        fix "Get the package again from its source. If it happens again, ask the vendor for a corrected one."
        @vendor "Make the archive again with a common ZIP program, with nothing put before or after it, and sign it again."
    ARCHIVE_DUPLICATE_NAME "archive.duplicate-name" Fail Completeness ["SOL 004 clause 4.1; ISO/IEC 21320-1"]
        "Two entries of the archive have the same name. Or some systems take their names for the same, and the VNF provider has not signed both."
        why "Which of the two a reader takes is its own choice: one could be verified and the other be used."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Rename or remove one of the two files, and sign the package again."
    ARCHIVE_SIMILAR_NAMES "archive.similar-names" Warn Completeness ["SOL 004 clause 4.1; ISO/IEC 21320-1"]
        "Two names that the VNF provider has signed are the same on some systems."
        why "Systems that ignore case, or the way characters are composed, keep only one of the two files."
        fix "Unpack the package on a system that tells the two names apart, such as Linux. If that is not possible, ask the vendor to rename one of them."
        @vendor "Rename one of the two files, and sign the package again."
    ARCHIVE_PORTABILITY "archive.portability" Warn Completeness ["APPNOTE 4.4; ISO/IEC 21320-1"]
        "The VNF provider has signed a name or a mark that not every system takes as it is."
        why "Some programs unpack the entry under another name, with other permissions, or not at all."
        fix "Nothing needs to be done where the package unpacks well. If it does not, ask the vendor for plain names."
        @vendor "Use plain names, make the archive with a common ZIP program, and sign it again."
    ARCHIVE_UNSAFE_NAME "archive.unsafe-name" Fail Completeness ["ISO/IEC 21320-1; APPNOTE 4.4.17"]
        "An entry's name is not a plain relative path, or holds odd characters and no digest covers it."
        why "Such a name can write outside the folder the package is unpacked to, or mean different files on different systems. A program can take it for an option."
        fix "Do not unpack or use the package. Ask the vendor for a corrected one."
        @vendor "Use relative paths with forward slashes, without empty, '.' or '..' parts (pack the files by name, not '.'; .NET writes forward slashes since 4.6.1). Name folders, certificate and signature files with letters, digits and . _ - only. Then sign the package again."
    ARCHIVE_NAME_ENCODING "archive.name-encoding" Fail Completeness ["APPNOTE 4.4.4 bit 11, appendix D; ISO/IEC 21320-1"]
        "An entry's name can be read in more than one way."
        why "Readers decode it differently, so the name the manifest lists need not be the file that is used."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Use ASCII names, or make the archive with a program that marks UTF-8 names: '7zz a -tzip', Python or 'jar'. 'zip' needs the locale en_US.UTF-8. Then sign it again."
    ARCHIVE_NAME_FLAG "archive.name-flag" Warn Completeness ["APPNOTE 4.4.4 bit 11"]
        "An entry's name is UTF-8, and some programs do not read it so."
        why "They write the file under another name: old readers where the mark is missing, 'unzip' where the entry is made on DOS."
        fix "Unpack the package with a program that reads UTF-8 names, and compare the names with the manifest."
        @vendor "Use ASCII names only, or make the archive on Linux or macOS with a program that marks UTF-8 names, such as '7zz' or Python."
    ARCHIVE_STREAMED "archive.streamed" Fail Completeness ["APPNOTE 4.3.9 and 4.4.4 bit 3"]
        "A file is stored, its size stands behind it only, and it holds what could be taken for its end."
        why "A reader that does not begin with the directory has to guess where the file ends, and could find other files inside."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Make the archive again into a file, not through a pipe; or have the file deflated."
    ARCHIVE_HEADER_FIELD "archive.header-field" Fail Completeness ["APPNOTE 4.4.2 to 4.4.4, 4.4.14 and 4.4.15"]
        "An entry has flags, versions or attributes that are not those of a plain file or folder."
        why "No digest covers these marks, and programs act on them: they leave the file out, run it as another user, or refuse the archive."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Take set-user-ID, set-group-ID and sticky bits away ('chmod -R u-s,g-s,-t FOLDER'). Then make the archive again with a common ZIP program ('zip -X -r'), and sign it again."
    ARCHIVE_EXTRA_FIELD "archive.extra-field" Fail Completeness ["APPNOTE 4.5 and 4.6"]
        "An entry has an extra field that is not one of those that writers in use add, or not in its form."
        why "No digest covers extra fields. Some programs make a link of the file, give it another name, or find another archive in them."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Make the archive again without extra fields ('zip -X -r', '7zz a -tzip'), and sign it again."
    ARCHIVE_COMMENT_TEXT "archive.comment-text" Fail Completeness ["APPNOTE 4.3.12, 4.3.16 and 4.4.26"]
        "A comment is not short plain text."
        why "No digest covers comments. Programs that search for entries find some in them, and others stop at a comment that they cannot decode."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Leave the comment out, or keep it to 1024 bytes of ASCII, and sign the package again."
    ARCHIVE_SPECIAL_FILE "archive.special-file" Fail Completeness ["ISO/IEC 21320-1"]
        "An entry is a symbolic link or another special file."
        why "A link points to a file that the signature does not cover."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Put the file itself into the package, and sign it again."
    ARCHIVE_ENCRYPTED "archive.encrypted" Fail Completeness ["ISO/IEC 21320-1"]
        "An entry is encrypted with ZIP encryption."
        why "Its content cannot be verified, and ZIP encryption is not allowed in a package."
        fix "Do not use the package. Ask the vendor for one without ZIP encryption."
        @vendor "Use CMS encryption (SOL 004 clause 5.4) for artifacts that need it."
    ARCHIVE_METHOD "archive.method" Fail Completeness ["ISO/IEC 21320-1"]
        "Entries are compressed in a way that is neither stored nor deflated."
        why "Packages may only be stored or deflated; other readers may not be able to read them."
        fix "Ask the vendor for the package in an archive that is stored or deflated."
        @vendor "Make the archive again with the deflate method ('zip -r', '7zz a -tzip -mm=Deflate'), and sign it again. The Explorer of Windows uses Deflate64 for files above 2 GB."
    ARCHIVE_LIMIT "archive.limit" Fail Completeness ["policy limits"]
        "The package is larger than the policy's limits allow."
        why "Limits keep a hostile package from using up the machine."
        fix "Ask the vendor whether the package is meant to be so large. If it is genuine, raise the limit in the policy."
    ARCHIVE_CONTENT "archive.content" Fail Integrity ["APPNOTE 4.4.7"]
        "An entry's content does not decompress to the size and CRC-32 the archive states."
        why "The file is damaged or was changed."
        fix "Get the package again from its source. If it happens again, ask the vendor for a corrected one."
        @vendor "Make the archive again from the original files, and test it ('unzip -t FILE') before you sign and deliver it."
    ARCHIVE_COMMENT "archive.comment" Note Completeness ["APPNOTE 4.3.16"]
        "The archive carries a comment."
        why "No signature of an Option 1 package covers it."
        fix "Nothing needs to be done; do not rely on its text."
        @vendor "Leave the comment out."
}
