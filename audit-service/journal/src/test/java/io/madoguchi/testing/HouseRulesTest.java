package io.madoguchi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.madoguchi.api.planted.StoredView;
import io.madoguchi.planted.here.Here;
import io.madoguchi.planted.here.OwnGrant;
import io.madoguchi.planted.here.OwnPermit;
import io.madoguchi.planted.here.RowResource;
import io.madoguchi.planted.here.SecretRules;
import io.madoguchi.planted.there.Contract;
import io.madoguchi.planted.there.Lenient;
import io.madoguchi.planted.there.Open;
import io.madoguchi.planted.there.There;
import org.junit.jupiter.api.Test;

/** A rule that can't fail is none: each one finds the violation that is planted for it. */
class HouseRulesTest {
    @Test
    void findsACycle() {
        assertViolated(HouseRules.NO_PACKAGE_CYCLES, Here.class, There.class);
    }

    @Test
    void findsStorageInAContract() {
        assertViolated(HouseRules.NO_ENTITY_STANDS_IN_A_CONTRACT, StoredView.class);
    }

    @Test
    void findsAResourceThatAnswersWithWhatIsStored() {
        assertViolated(HouseRules.NO_ENTITY_LEAVES_ITS_SERVICE, RowResource.class);
    }

    @Test
    void findsWhoeverOpensFieldsToItself() {
        assertViolated(HouseRules.ONLY_THE_DISCLOSURE_RULE_DECIDES_FIELDS, OwnPermit.class);
        assertViolated(HouseRules.ONLY_THE_DISCLOSURE_RULE_DECIDES_FIELDS, OwnGrant.class);
    }

    @Test
    void findsARuleThatAsksTheDatabase() {
        assertViolated(HouseRules.RULES_ARE_FRAMEWORK_FREE, SecretRules.class);
    }

    @Test
    void findsAScopeThatIsExportedButNotEnforced() {
        for (Class<?> resource : new Class<?>[] {Lenient.class, Open.class}) {
            assertThatThrownBy(() ->
                            ScopesAgree.everyResourceEnforcesWhatItsContractExports(classes(Contract.class, resource)))
                    .isInstanceOf(AssertionError.class);
        }
    }

    private static void assertViolated(ArchRule rule, Class<?>... planted) {
        assertThat(rule.evaluate(classes(planted)).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }

    private static JavaClasses classes(Class<?>... types) {
        return new ClassFileImporter().importClasses(types);
    }
}
