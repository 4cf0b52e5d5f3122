package io.madoguchi.local;

import io.madoguchi.local.account.SampleAccount;
import io.madoguchi.local.account.SignIn;
import io.madoguchi.local.account.Token;
import io.madoguchi.local.progress.Messages;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code deploy/token} runs: prints an access token, or with {@code --code} an account's one-time code. Exit codes: 0 printed (a scope that was not granted is named on the
 * error output), 1 the system doesn't answer, 2 wrong usage, 3 signing in was refused.
 */
public final class TokenCommand {
    private @Nullable String client;
    private boolean code;
    private final List<String> words = new ArrayList<>();

    private TokenCommand(String[] arguments) {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String word = rest.remove();
            if (word.equals("--client") && !rest.isEmpty()) {
                client = rest.remove();
            } else if (word.startsWith("--client=")) {
                client = word.substring("--client=".length());
            } else if (word.equals("--code")) {
                code = true;
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException(Messages.text("token-option", word));
            } else {
                words.add(word);
            }
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException(Messages.text("token-usage"));
        }
    }

    public static void main(String[] arguments) {
        int status = 0;
        try {
            LocalSettings settings = LocalSettings.standard(Path.of(System.getProperty("madoguchi.root", ".")));
            new TokenCommand(arguments).print(new LocalSystem(settings));
        } catch (IllegalArgumentException e) {
            status = fail(2, String.valueOf(e.getMessage()));
        } catch (SignIn.Refused e) {
            status = fail(3, Messages.text("token-refused", e.getMessage()));
        } catch (ConnectException e) {
            status = fail(1, Messages.text("token-not-running"));
        } catch (IOException e) {
            status = fail(1, Messages.text("unexpected", e));
        }
        System.exit(status);
    }

    private static int fail(int status, String text) {
        Messages.err().println(text);
        return status;
    }

    private void print(LocalSystem system) throws IOException {
        String account = words.get(0);
        if (code) {
            Messages.out().println(oneTimeCode(system, account));
            return;
        }
        List<String> scopes = words.subList(1, words.size());
        Token token = SampleAccount.SERVICE_CLIENTS.contains(account)
                ? system.clientToken(account)
                : signIn(system, accountOf(account), scopes);
        Messages.out().println(token.value());
        for (String scope : scopes) {
            if (!token.scopes().contains(scope)) {
                Messages.err().println(Messages.text("token-not-granted", scope, account));
            }
        }
    }

    /** Keycloak refuses the whole request for one scope that the client does not offer: such are not asked for. */
    private Token signIn(LocalSystem system, String account, List<String> scopes) throws IOException {
        Map<String, List<String>> scopesByClient = system.scopesByClient();
        String through = client != null ? client : SampleAccount.of(account).clientFor(scopes, scopesByClient);
        List<String> offered = scopesByClient.get(through);
        if (offered == null) {
            throw new IllegalArgumentException(Messages.text("token-client", through));
        }
        List<String> asked = scopes.isEmpty()
                ? offered
                : scopes.stream().filter(offered::contains).toList();
        return system.tokenWith(through, account, asked);
    }

    /** Made from the account's secret alone: the system need not run. */
    private static String oneTimeCode(LocalSystem system, String name) {
        String account = accountOf(name);
        if (!SampleAccount.of(account).isContractor()) {
            throw new IllegalArgumentException(Messages.text("token-no-code", account));
        }
        return system.oneTimeCode(account).at(Instant.now());
    }

    private static String accountOf(String name) {
        try {
            return SampleAccount.of(name).account();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.text("token-account", name), e);
        }
    }
}
