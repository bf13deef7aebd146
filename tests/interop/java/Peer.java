// What BouncyCastle makes of signatures and encrypted messages. Each line of standard input asks for one thing, its words
// apart by tabs; each is answered by one line: "ok" or "error", and words apart by tabs.

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SimpleAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;

@SuppressWarnings("unchecked")
class Peer {
    /** The digest of key derivation that goes with each size of a curve, in bits. */
    static final Map<Integer, ASN1ObjectIdentifier> AGREEMENTS = Map.of(
        256, CMSAlgorithm.ECDH_SHA256KDF, 384, CMSAlgorithm.ECDH_SHA384KDF, 521, CMSAlgorithm.ECDH_SHA512KDF);

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = lines.readLine()) != null; ) {
            try {
                System.out.println("ok\t" + String.join("\t", answer(line.split("\t"))));
            } catch (Exception | AssertionError error) {
                System.out.println("error\t" + error.toString().replaceAll("\\s+", " "));
            }
        }
    }

    static List<String> answer(String[] words) throws Exception {
        switch (words[0]) {
            case "signers": return signers(words[1], words[2]);
            case "onap": return List.of(onap(words[1], words[2], words[3]));
            case "encrypt":
                return encrypt(words[1], words[2], words[3].equals("attributes"), List.of(words).subList(4, words.length));
            case "decrypt": return decrypt(words[1], words[2], words[3], words[4]);
            default: throw new IllegalArgumentException(words[0]);
        }
    }

    /** signers SIGNATURE CONTENT: the subject of each signer in order, if its signature is right. */
    static List<String> signers(String signature, String content) throws Exception {
        CMSSignedData signedData = signedData(signature, content);
        List<String> subjects = new ArrayList<>();
        for (SignerInformation signer : signedData.getSignerInfos().getSigners()) {
            subjects.add(verified(signedData, signer, new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC")));
        }
        return subjects;
    }

    /**
     * onap SIGNATURE CONTENT ROOT: the subject of the signer that ONAP SDC and VNFSDK verify. They take a PEM block, the
     * first signer and its certificate, and verify with the provider that Java has by itself. SDC also builds a path, with
     * all other certificates in the structure as intermediates.
     */
    static String onap(String signature, String content, String root) throws Exception {
        CMSSignedData signedData = signedData(signature, content);
        SignerInformation first = signedData.getSignerInfos().getSigners().iterator().next();
        List<X509Certificate> others = new ArrayList<>();
        for (X509CertificateHolder each : signedData.getCertificates().getMatches(null)) {
            others.add(certificate(each.getEncoded()));
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate(holder(signedData, first).getEncoded()));
        TrustAnchor anchor = new TrustAnchor(certificate(Files.readAllBytes(Path.of(root))), null);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(anchor), target);
        parameters.setRevocationEnabled(false);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(others), "BC"));
        CertPathBuilder.getInstance(CertPathBuilder.getDefaultType(), "BC").build(parameters);
        return verified(signedData, first, new JcaSimpleSignerInfoVerifierBuilder());
    }

    static String verified(CMSSignedData signedData, SignerInformation signer, JcaSimpleSignerInfoVerifierBuilder builder)
            throws Exception {
        X509CertificateHolder holder = holder(signedData, signer);
        if (!signer.verify(builder.build(certificate(holder.getEncoded())))) {
            throw new AssertionError("the signature of " + holder.getSubject() + " is wrong");
        }
        return holder.getSubject().toString();
    }

    static X509CertificateHolder holder(CMSSignedData signedData, SignerInformation signer) {
        Collection<X509CertificateHolder> found = signedData.getCertificates().getMatches(signer.getSID());
        return found.iterator().next();
    }

    static CMSSignedData signedData(String signature, String content) throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(signature));
        CMSProcessableByteArray signed = new CMSProcessableByteArray(Files.readAllBytes(Path.of(content)));
        if (bytes[0] == 0x30) {
            return new CMSSignedData(signed, bytes);
        }
        return new CMSSignedData(signed, (ContentInfo) pem(new String(bytes, StandardCharsets.US_ASCII)));
    }

    /** encrypt INPUT OUTPUT attributes|none CERTIFICATE...: one message for all of them. */
    static List<String> encrypt(String input, String output, boolean hasAttributes, List<String> certificates) throws Exception {
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        for (String each : certificates) {
            X509Certificate recipient = certificate(Files.readAllBytes(Path.of(each)));
            if (recipient.getPublicKey() instanceof ECPublicKey) {
                int size = ((ECPublicKey) recipient.getPublicKey()).getParams().getCurve().getField().getFieldSize();
                KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC", "BC");
                pairs.initialize(new ECGenParameterSpec("P-" + size));
                KeyPair pair = pairs.generateKeyPair();
                ASN1ObjectIdentifier agreement = AGREEMENTS.get(size);
                generator.addRecipientInfoGenerator(
                    new JceKeyAgreeRecipientInfoGenerator(agreement, pair.getPrivate(), pair.getPublic(), CMSAlgorithm.AES256_WRAP)
                        .addRecipient(recipient).setProvider("BC"));
            } else {
                OAEPParameterSpec sha256 =
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
                AlgorithmIdentifier oaep = new JcaAlgorithmParametersConverter()
                    .getAlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, sha256);
                generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(recipient, oaep).setProvider("BC"));
            }
        }
        if (hasAttributes) {
            ASN1EncodableVector attributes = new ASN1EncodableVector();
            attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)));
            generator.setAuthenticatedAttributeGenerator(new SimpleAttributeTableGenerator(new AttributeTable(attributes)));
        }
        OutputAEADEncryptor encryptor =
            (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM).setProvider("BC").build();
        byte[] content = Files.readAllBytes(Path.of(input));
        Files.write(Path.of(output), generator.generate(new CMSProcessableByteArray(content), encryptor).getEncoded());
        return List.of();
    }

    /** decrypt INPUT OUTPUT KEY CERTIFICATE */
    static List<String> decrypt(String input, String output, String keyFile, String certificateFile) throws Exception {
        PrivateKeyInfo file = (PrivateKeyInfo) pem(Files.readString(Path.of(keyFile)));
        PrivateKey key = new JcaPEMKeyConverter().setProvider("BC").getPrivateKey(file);
        JcaX509CertificateHolder holder = new JcaX509CertificateHolder(certificate(Files.readAllBytes(Path.of(certificateFile))));
        CMSAuthEnvelopedData message = new CMSAuthEnvelopedData(Files.readAllBytes(Path.of(input)));
        for (RecipientInformation each : message.getRecipientInfos().getRecipients()) {
            if (each.getRID().match(holder)) {
                byte[] content = each.getContent(key.getAlgorithm().equals("RSA")
                    ? new JceKeyTransAuthEnvelopedRecipient(key).setProvider("BC")
                    : new JceKeyAgreeEnvelopedRecipient(key).setProvider("BC"));
                Files.write(Path.of(output), content);
                return List.of();
            }
        }
        throw new AssertionError("no recipient has this certificate");
    }

    static X509Certificate certificate(byte[] file) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(file));
    }

    static Object pem(String text) throws Exception {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            return parser.readObject();
        }
    }
}
