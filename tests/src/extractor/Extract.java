// Unpacks archives as Java programs do: by ZipFile, or by ZipInputStream, which "jar x" reads standard input with.
// java Extract.java {file|stream}, with a line for each archive on standard input: its path, a tab, an empty folder.
// Answers each line with "ok" or with what went wrong.

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

class Extract {
    public static void main(String[] arguments) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t");
            Path folder = Path.of(parts[1]);
            try {
                if (arguments[0].equals("file")) {
                    byFile(parts[0], folder);
                } else {
                    byStream(parts[0], folder);
                }
                System.out.println("ok");
            } catch (IOException | RuntimeException error) {
                System.out.println(String.valueOf(error).replace('\n', ' '));
            }
        }
    }

    static void byFile(String archive, Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipFile file = new ZipFile(archive)) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                try (InputStream content = file.getInputStream(entry)) {
                    write(entry, content, folder, names);
                }
            }
        }
    }

    static void byStream(String archive, Path folder) throws IOException {
        Set<String> names = new HashSet<>();
        try (ZipInputStream stream = new ZipInputStream(new FileInputStream(archive))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                write(entry, stream, folder, names);
            }
        }
    }

    static void write(ZipEntry entry, InputStream content, Path folder, Set<String> names) throws IOException {
        if (!names.add(entry.getName())) {
            throw new IOException("a name is there twice");
        }
        Path path = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else {
            Files.createDirectories(path.getParent());
            Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
