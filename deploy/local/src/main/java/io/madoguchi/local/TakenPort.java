package io.madoguchi.local;

import io.madoguchi.local.progress.CannotStart;
import io.madoguchi.local.progress.Messages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Says which port is taken, and by whom where the system lets us see it. */
final class TakenPort {
    private static final String LISTENING = "0A";

    private TakenPort() {}

    static void refuse(String wantedFor, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            String holder = holder(port)
                    .map(process -> Messages.text(
                            "port-holder",
                            String.valueOf(process.pid()),
                            process.info().commandLine().orElse("?")))
                    .orElse("");
            throw new CannotStart(e, "port-taken", String.valueOf(port), wantedFor, holder);
        }
    }

    /** Linux only, and only processes that we may look into. */
    static Optional<ProcessHandle> holder(int port) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : new String[] {"/proc/net/tcp", "/proc/net/tcp6"}) {
                addListening(Path.of(table), port, sockets);
            }
            return ProcessHandle.allProcesses()
                    .filter(process -> hasOneOf(process, sockets))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Columns: number, local address:port in hex, remote, state, …; the tenth is the socket's inode. */
    private static void addListening(Path table, int port, Set<String> sockets) throws IOException {
        if (!Files.exists(table)) {
            return;
        }
        String suffix = ":%04X".formatted(port);
        for (String line : Files.readAllLines(table)) {
            String[] columns = line.trim().split(" +");
            if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
                sockets.add("socket:[" + columns[9] + "]");
            }
        }
    }

    private static boolean hasOneOf(ProcessHandle process, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", "" + process.pid(), "fd"))) {
            for (Path file : open) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // Another's process, or one that has just ended.
            return false;
        }
    }
}
