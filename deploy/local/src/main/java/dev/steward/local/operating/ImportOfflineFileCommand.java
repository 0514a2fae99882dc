package dev.steward.local.operating;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "import-offline-file", mixinStandardHelpOptions = true, description = "Turns the legacy system's offline file into a window, once.")
public final class ImportOfflineFileCommand implements Callable<Integer> {
    private static final long LARGEST = 200;

    @Mixin
    private Remote remote;

    @Parameters(paramLabel = "PATH", description = "The file; its content is unix time, ISO 8601 text, or nothing.")
    private Path path;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(path)) {
            throw CallFailed.failed("There is no file %s: the legacy shop is online, and nothing is to be imported.", path);
        }
        ObjectNode file = JsonNodeFactory.instance.objectNode()
                .put("content", content())
                .put("modifiedAt", Files.getLastModifiedTime(path).toInstant().toString())
                .put("zone", ZoneId.systemDefault().getId());
        JsonNode window = remote.client().send("POST", "/admin/api/maintenance/offline-files", file);
        spec.commandLine().getOut().printf("%s is window %s: %s since %s, %s.%n", path, window.path("id").asText(),
                window.path("state").asText().toLowerCase(Locale.ROOT), window.path("startsAt").asText(),
                window.hasNonNull("backOnlineAt")
                        ? "expected back " + window.path("backOnlineAt").asText() + "; 'steward online' ends it"
                        : "until 'steward online' ends it");
        return 0;
    }

    private String content() throws IOException {
        if (Files.size(path) > LARGEST) {
            throw CallFailed.invalid("%s is larger than an offline file can be.", path);
        }
        try {
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw CallFailed.invalid("%s is not text.", path);
        }
    }
}
