package io.madoguchi.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the parts of one system listen, all on 127.0.0.1. */
public record Ports(int keycloak, int patron, int circulation, int audit, int postgres) {

    /** The ports of {@code deploy/up}. */
    public static Ports standard() {
        return new Ports(8080, 8081, 8082, 8083, 8084);
    }

    /** Five that nobody uses now, for a system beside the running one. */
    public static Ports free() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            // Held open together: one after the other could be given the same port again.
            for (int i = 0; i < 5; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    public Map<String, Integer> byName() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("Keycloak", keycloak);
        ports.put(Service.PATRON.label(), patron);
        ports.put(Service.CIRCULATION.label(), circulation);
        ports.put(Service.AUDIT.label(), audit);
        ports.put("PostgreSQL", postgres);
        return ports;
    }

    public int of(Service service) {
        return switch (service) {
            case PATRON -> patron;
            case CIRCULATION -> circulation;
            case AUDIT -> audit;
        };
    }
}
