package io.madoguchi.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the parts of one system listen, all on 127.0.0.1. */
public record Ports(int keycloak, int patron, int circulation, int audit, int postgres, List<Integer> witnesses) {
    private static final int WITHOUT_WITNESSES = 5;

    public Ports {
        witnesses = List.copyOf(witnesses);
    }

    /** The ports of {@code deploy/up}. */
    public static Ports standard() {
        return new Ports(8080, 8081, 8082, 8083, 8084, List.of(8085));
    }

    /** Ports that nobody uses now, for a system beside the running one, with one witness. */
    public static Ports free() throws IOException {
        List<Integer> ports = freeOnes(WITHOUT_WITNESSES + 1);
        return new Ports(
                ports.get(0),
                ports.get(1),
                ports.get(2),
                ports.get(3),
                ports.get(4),
                ports.subList(WITHOUT_WITNESSES, ports.size()));
    }

    /** The same with so many witnesses; further ones get ports that nobody uses now. */
    public Ports withWitnesses(int count) throws IOException {
        List<Integer> ports = new ArrayList<>(witnesses);
        ports.addAll(freeOnes(Math.max(0, count - ports.size())));
        return new Ports(keycloak, patron, circulation, audit, postgres, ports.subList(0, count));
    }

    private static List<Integer> freeOnes(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            // Held open together: one after the other could be given the same port again.
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
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
        for (int i = 0; i < witnesses.size(); i++) {
            ports.put(Witnesses.label(i), witnesses.get(i));
        }
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
