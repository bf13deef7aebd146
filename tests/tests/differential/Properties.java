// Reads texts as properties of Java, as the validator of ONAP does with TOSCA.meta. Standard input has texts, each ended by a zero
// octet. For each, its keys and values are printed, each ended by a zero octet, and another zero octet.

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

class Properties {
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, false, "UTF-8");
        for (String text : new String(System.in.readAllBytes(), "UTF-8").split("\0", -1)) {
            java.util.Properties properties = new java.util.Properties();
            properties.load(new ByteArrayInputStream(text.getBytes("UTF-8")));
            for (Map.Entry<Object, Object> entry : properties.entrySet()) {
                out.print(entry.getKey() + "\0" + entry.getValue() + "\0");
            }
            out.print("\0");
        }
        out.flush();
    }
}
