//! Why a file of a private key is not read. Only this table has the words.

use crate::reason::reasons;

reasons! {
    // The file.
    NOT_A_KEY_FILE "key-file.not-a-key-file"
        "The file is not a private key file, or its structure cannot be read."
        why "What cannot be read cannot be used."
        fix "Choose a private key in PKCS #8 (PEM or DER), or a PKCS #12 file (.p12, .pfx)."
    NO_KEY "key-file.no-key"
        "The file holds no private key."
        why "Signing and decryption need the private key. The certificate alone is not enough."
        fix "Choose the file that holds the private key."
    SEVERAL_KEYS "key-file.several-keys"
        "The file holds more than one private key."
        why "It is not clear which key is meant."
        fix "Write the key that you need into a file of its own."
    DAMAGED "key-file.damaged"
        "The structure of the file cannot be read."
        why "What cannot be read in one way cannot be used."
        fix "Export the key again."
    TOO_LARGE "key-file.too-large"
        "The file is larger than the file of a key, or has more parts."
        why "A file of a key has some kilobytes: perhaps another file was meant."
        fix "Choose the file of the private key. If this is the one, write the key and its certificates alone into a file."
    LIMIT "key-file.limit"
        "Reading the file would take too much work."
        why "A password that takes minutes to check keeps out its owner too, and a forged file could take any time."
        fix "Export the key again with fewer iterations, or with a lower cost of scrypt. The limits are those that begin with KEY_FILE."

    // The kind of the key.
    KEY_NOT_ACCEPTED "key-file.key-not-accepted"
        "The key is of a kind that is not accepted."
        why "No accepted signature or encryption has such a key."
        fix "Use an RSA key, an EC key on P-256, P-384 or P-521, or an Ed25519 key."

    // How it is encrypted.
    TRADITIONAL_ENCRYPTION "key-file.traditional-encryption"
        "The key is encrypted in the traditional form of OpenSSL, which protects it badly."
        why "Whoever gets the file can try billions of passwords in a second."
        fix "Write it as PKCS #8: openssl pkcs8 -topk8 -in FILE -out key.pem"
    ENCRYPTION_NOT_ACCEPTED "key-file.encryption-not-accepted"
        "The file is protected with an algorithm that is not accepted."
        why "The file cannot be decrypted here, or its encryption is too weak."
        fix "Write the key as PKCS #8: openssl pkcs8 -topk8 -in FILE -out key.pem"
    PASSWORD_NEEDED "key-file.password-needed"
        "The file is encrypted: its password is needed."
        why "The key is encrypted with it."
        fix "Give the password of the file."
    WRONG_PASSWORD "key-file.wrong-password"
        "The password is wrong, or the file is damaged."
        why "The key cannot be decrypted."
        fix "Give the password with which the file was written."

    // A certificate that is compared with the key.
    CERTIFICATE_MALFORMED "key-file.certificate-malformed"
        "The certificate cannot be read."
        why "It cannot be compared with the key."
        fix "Give the certificate in PEM or DER."
}
