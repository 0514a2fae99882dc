package dev.steward.infra.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a Chromium that starts, and fonts for one that was unpacked. */
final class Chromium {
    // Without the parts that draw windows: three quarters of the size, and it starts in a third of the time.
    static final List<String> PACKAGES = List.of("chromium-headless-shell", "fonts-dejavu-core");
    static final String ADVICE = "install chromium or google-chrome";

    private static final List<String> NAMES = List.of("chromium-headless-shell", "chromium", "chromium-browser",
            "google-chrome",
            "google-chrome-stable");
    private static final String FONTS = """
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
            <fontconfig>
              <dir>/usr/share/fonts</dir>
              <dir>%1$s/usr/share/fonts</dir>
              <cachedir>%1$s/var/cache/fontconfig</cachedir>
              <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
              <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
              <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
              <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
            </fontconfig>
            """;

    private Chromium() {}

    /** Being there says little: Ubuntu's is a script that asks for a snap. */
    static Optional<Program> installed(SearchPath path) {
        return NAMES.stream().map(path::find).flatMap(Optional::stream).map(Program::installed).filter(Chromium::starts)
                .findFirst();
    }

    /** Where the machine lacks fonts, or has nothing that says where they are, the packages brought both. */
    static Program withFonts(Program program, Path root) {
        if (Stream.of("usr/share/fonts", "etc/fonts").map(root::resolve).noneMatch(Files::exists)) {
            return program;
        }
        var environment = new HashMap<>(program.environment());
        environment.put("FONTCONFIG_FILE", fonts(root).toString());
        return new Program(program.executable(), environment);
    }

    private static boolean starts(Program program) {
        return new Command(program.command("--version")).run().ok();
    }

    private static Path fonts(Path root) {
        Path file = root.resolve("fonts.conf");
        try {
            if (!Files.exists(file)) {
                Path unfinished = Files.createTempFile(root, "fonts", ".conf");
                Files.writeString(unfinished, FONTS.formatted(root));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
