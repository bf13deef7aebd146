// Writes a PKCS #12 key store to standard output, with the provider of Java or, by its name of the type, of Bouncy Castle.
// java Store.java {Java|TYPE}, with the parts on standard input, each after its length in four octets: an RSA key in
// PKCS #8, its certificate, and that of its issuer. The password is in VNFSEAL_TEST_PASSWORD.

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;

class Store {
    public static void main(String[] arguments) throws Exception {
        DataInputStream input = new DataInputStream(System.in);
        PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(part(input)));
        Certificate[] chain = {certificate(part(input)), certificate(part(input))};
        char[] password = System.getenv("VNFSEAL_TEST_PASSWORD").toCharArray();
        KeyStore store = store(arguments[0]);
        store.load(null, null);
        store.setKeyEntry("key", key, password, chain);
        store.store(System.out, password);
        System.out.flush();
    }

    static KeyStore store(String type) throws Exception {
        if (type.equals("Java")) {
            return KeyStore.getInstance("PKCS12");
        }
        Class<?> provider = Class.forName("org.bouncycastle.jce.provider.BouncyCastleProvider");
        return KeyStore.getInstance(type, (Provider) provider.getDeclaredConstructor().newInstance());
    }

    static byte[] part(DataInputStream input) throws IOException {
        byte[] octets = new byte[input.readInt()];
        input.readFully(octets);
        return octets;
    }

    static Certificate certificate(byte[] der) throws Exception {
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
