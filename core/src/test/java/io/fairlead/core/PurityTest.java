package io.fairlead.core;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import java.util.Timer;

/** Core decides: no I/O, no thread, no lock, no clock, no random source, no logger, no framework. */
@AnalyzeClasses(packages = "io.fairlead.core", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
    @ArchTest
    static final ArchRule coreUsesTheLanguageAndNothingElse = noClasses()
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "io.fairlead.core..",
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.net",
                    "java.nio",
                    "java.nio.charset",
                    "java.security",
                    "java.time..",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream");

    @ArchTest
    static final ArchRule coreKnowsNoThreadAndNoProcess = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(Thread.class)
                    .or(assignableTo(ThreadLocal.class))
                    .or(assignableTo(Process.class))
                    .or(assignableTo(ProcessBuilder.class))
                    .or(assignableTo(Runtime.class))
                    .or(assignableTo(Timer.class)));

    @ArchTest
    static final ArchRule coreHasNoLock = noMethods()
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED)
            .orShould()
            .haveModifier(JavaModifier.NATIVE);

    @ArchTest
    static final ArchRule coreHasNoClock = noClasses()
            .should()
            .accessTargetWhere(targetOwner(resideInAnyPackage("java.time..")).and(target(nameMatching("now|system.*"))))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Date");

    @ArchTest
    static final ArchRule coreAsksTheSystemNothing = noClasses()
            .should()
            .accessTargetWhere(targetOwner(equivalentTo(System.class)).and(target(nameMatching("(?!arraycopy).*"))));

    @ArchTest
    static final ArchRule coreHasNoRandomSource = noClasses()
            .should()
            .dependOnClassesThat(assignableTo(Random.class).or(resideInAnyPackage("java.util.random")))
            .orShould()
            .accessTargetWhere(target(name("random").or(name("randomUUID"))));

    @ArchTest
    static final ArchRule coreAsksNoResolver = noClasses()
            .should()
            .accessTargetWhere(
                    targetOwner(assignableTo(InetAddress.class)).and(target(nameMatching("(?!getByAddress).*"))))
            .orShould()
            .dependOnClassesThat(nameMatching("java\\.net\\.(?!(InetAddress|UnknownHostException)).*"));

    /** A rule that cannot fail proves nothing. */
    @ArchTest
    static void everyRuleFindsItsViolation(JavaClasses core) {
        JavaClasses impure = new ClassFileImporter().importClasses(Impure.class);
        assertThat(List.of(
                        coreUsesTheLanguageAndNothingElse,
                        coreKnowsNoThreadAndNoProcess,
                        coreHasNoLock,
                        coreHasNoClock,
                        coreAsksTheSystemNothing,
                        coreHasNoRandomSource,
                        coreAsksNoResolver))
                .allMatch(rule -> rule.evaluate(impure).hasViolation());
        assertThat(core).isNotEmpty();
    }
}
