package io.madoguchi.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.local.progress.CannotStart;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {
    @Test
    void freePortsAreDifferentOnes() throws Exception {
        assertThat(Ports.free().byName().values()).hasSize(6).doesNotHaveDuplicates();
        assertThat(Ports.free().withWitnesses(3).byName().values()).hasSize(8).doesNotHaveDuplicates();
        assertThat(Ports.free().withWitnesses(0).byName().values()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void theFirstWitnessOfTheStandardSystemListensWhereTheReadmeSays() throws Exception {
        assertThat(Ports.standard().withWitnesses(2).byName())
                .containsEntry("witness", 8085)
                .containsKey("witness-2");
    }

    @Test
    void aTakenPortIsNamedWithWhatItIsWantedFor() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> TakenPort.refuse("Keycloak", port))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(String.valueOf(port))
                    .hasMessageContaining("Keycloak");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theHolderOfATakenPortIsFound() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(TakenPort.holder(other.getLocalPort())).contains(ProcessHandle.current());
        }
    }

    @Test
    void aFreePortIsNotRefused() throws Exception {
        int port = Ports.free().postgres();

        assertThatCode(() -> TakenPort.refuse("PostgreSQL", port)).doesNotThrowAnyException();
    }
}
