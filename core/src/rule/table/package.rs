//! Rules about the layout of a package, and about TOSCA.meta.

super::rules! {
    PACKAGE_NO_CSAR "package.no-csar" Fail Completeness ["SOL 004 clauses 4.1 and 5.1"]
        "The archive is neither a CSAR nor a delivery with a CSAR inside."
        why "There is no package to verify."
        fix "Verify the package itself. If this file has a .csar or .zip inside, take it out first. If not, ask the vendor for the package."
        @vendor "Zip what is in the folder of the package, not the folder itself."
    PACKAGE_ENCRYPTED "package.encrypted" Unknown Completeness ["SEC 021 clauses 6.4 and 6.5"]
        "The file is encrypted."
        why "Nothing inside it can be found or checked before it is decrypted."
        fix "Decrypt it with the private key of a recipient ('vnfseal decrypt', or 'Decrypt' in the portal). What comes out is verified."
    PACKAGE_SEVERAL_CSARS "package.several-csars" Fail Completeness ["SOL 004 clause 5.1"]
        "The delivery holds more than one CSAR."
        why "It is not clear which one the signature is for and which one would be used."
        fix "Ask the vendor for each CSAR in a delivery of its own."
        @vendor "Deliver each CSAR in an archive of its own, with its signature."
    PACKAGE_AMBIGUOUS "package.ambiguous" Fail Completeness ["SOL 004 clauses 4.1 and 5.1"]
        "The file can be read as one package or as another."
        why "Some readers would take the signed CSAR, others the files beside it, which nothing protects."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Deliver nothing but the CSAR, its signature and its certificate; or deliver the CSAR itself."
    PACKAGE_SEVERAL_SIGNATURES "package.several-signatures" Fail Completeness ["SOL 004 clause 5.1"]
        "The delivery holds more than one signature file or certificate file."
        why "It is not clear which one counts."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Put all signers into one CMS file, and all certificates into one certificate file."
    PACKAGE_EXTRA_FILE "package.extra-file" Warn Completeness ["SOL 004 clause 5.1"]
        "The delivery holds a document that is neither CSAR nor signature nor certificate."
        why "Nothing protects that file, and some NFVOs refuse such a delivery."
        fix "Do not rely on that file. If an NFVO refuses the delivery, ask the vendor for one without it."
        @vendor "Leave the file out, or put it into the CSAR and sign again."
    PACKAGE_UNEXPECTED_FILE "package.unexpected-file" Fail Completeness ["SOL 004 clause 5.1"]
        "The delivery holds a file that is neither CSAR nor signature nor certificate, and by its name is not a document."
        why "Nothing protects that file: anybody could have put it there, and somebody could use it as a part of the package."
        fix "Do not use the file. Ask the vendor for a delivery without it; if you know what it is, accept this finding in the policy."
        @vendor "Put the file into the CSAR and sign again, or leave it out. A document may stay under a plain name like 'README.txt' or 'docs/guide.pdf' (letters, digits, _ and -; .txt, .md, .pdf, .html or .asc)."
        +acceptable
    PACKAGE_FILE_ENDING "package.file-ending" Fail Completeness ["SOL 004 clauses 5.1 and 5.2"]
        "The signature or the certificate of the delivery is in a file whose ending SOL 004 does not know."
        why "An NFVO finds the signature by the ending .cms and the certificate by the ending .cert: it would find none."
        fix "Ask the vendor for a delivery with the endings that SOL 004 knows. If your NFVO takes this one, accept this finding in the policy."
        @vendor "Rename the file: the signature ends in .cms, the certificate in .cert. Nothing needs to be signed again."
        +acceptable
    TOSCA_META_SYNTAX "tosca-meta.syntax" Fail Completeness ["SOL 004 clause 4.1.2; TOSCA 1.3 section 6.2"]
        "TOSCA.meta cannot be read."
        why "TOSCA.meta says where the manifest and the definitions are."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Write TOSCA.meta as UTF-8 lines of the form 'name: value'."
    TOSCA_META_CONFLICT "tosca-meta.conflict" Fail Completeness ["SOL 004 clause 4.1.2.3"]
        "TOSCA.meta names the same thing twice, in different ways."
        why "Readers would use different files."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Keep one of the two entries, or give both the same value."
        ~ "0x1003"
    TOSCA_META_TWO_READINGS "tosca-meta.two-readings" Fail Completeness ["SOL 004 clause 4.1.2; TOSCA 1.3 section 6.2"]
        "TOSCA.meta, which no signature covers, can be read in more than one way."
        why "Some programs read it as lines, others as YAML: they would take different files for the definitions or the manifest. Anybody could have written the line."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "List TOSCA-Metadata/TOSCA.meta with its digest in the manifest and sign again. Or keep to lines 'Key: value' in plain ASCII, each key once and exactly as SOL 004 has it, without quotes."
    TOSCA_META_MISSING_KEY "tosca-meta.missing-key" Fail Completeness ["SOL 004 clause 4.1.2"]
        "TOSCA.meta lacks an entry that it must have."
        why "Without it a reader has to guess which file is meant."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Add the entry to TOSCA-Metadata/TOSCA.meta."
        ~ "0x1002"
    TOSCA_META_DANGLING "tosca-meta.dangling" Fail Completeness ["SOL 004 clause 4.1.2"]
        "TOSCA.meta names a file that is not in the package."
        why "Part of the package is missing, or another file would be taken for it."
        fix "Do not use the package. Get the complete one from its source; if it happens again, ask the vendor."
        @vendor "Correct the path in TOSCA.meta, or add the file."
        ~ "0x0006" "0x0007" "0x0008" "0x000b" "0x4009"
    TOSCA_META_NOT_AN_ARTIFACT "tosca-meta.not-an-artifact" Fail Completeness ["SOL 004 clause 4.1.2"]
        "TOSCA.meta names for use a file that is not an artifact."
        why "Manifest, certificate and signature files are not protected as artifacts are: anything could stand in them."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Name the definitions and the change log themselves."
    TOSCA_META_INCOMPLETE "tosca-meta.incomplete" Warn Completeness ["SOL 004 clause 4.1.2; TOSCA 1.3 section 6.2"]
        "TOSCA.meta lacks an entry that nothing here depends on, but that SOL 004 asks for."
        why "An NFVO may refuse the package."
        fix "Nothing needs to be done unless an NFVO refuses the package. Then ask the vendor for a corrected one."
        @vendor "Add TOSCA-Meta-File-Version, CSAR-Version, Created-By and ETSI-Entry-Change-Log to TOSCA-Metadata/TOSCA.meta, and sign again."
        ~ "0x000c" "0x1002"
    TOSCA_META_NO_FOLDER "tosca-meta.no-folder" Warn Completeness ["SOL 004 clause 4.1.2.3"]
        "TOSCA.meta names a folder for tests or licences that is not in the package."
        why "Part of the package may be missing. Nothing is used from there to make a VNF."
        fix "Ask the vendor whether tests or licences are missing from the package."
        @vendor "Correct the path, or leave the entry out if the package has no such folder."
        ~ "0x0009" "0x000a"
    PACKAGE_DEFINITIONS "package.definitions" Fail Completeness ["SOL 004 clause 4.1.3; TOSCA 1.3 section 6.3"]
        "A CSAR without TOSCA-Metadata must hold exactly one YAML file at its root."
        why "That file is the entry point, and the manifest is found by its name."
        fix "Do not use the package. Ask the vendor for a corrected one."
        @vendor "Keep one .yaml file at the root, or add TOSCA-Metadata/TOSCA.meta."
        ~ "0x1002"
}
