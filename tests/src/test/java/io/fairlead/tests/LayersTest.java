package io.fairlead.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** core ← linux ← sidecar, host-agent ← tests: the arrows of ARCHITECTURE.md. What core is made of: PurityTest. */
@AnalyzeClasses(packages = "io.fairlead", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule dependenciesPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("core")
            .definedBy("io.fairlead.core..")
            .layer("linux")
            .definedBy("io.fairlead.linux..")
            .layer("sidecar")
            .definedBy("io.fairlead.sidecar..")
            .layer("host-agent")
            .definedBy("io.fairlead.agent..")
            .layer("tests")
            .definedBy("io.fairlead.lab..")
            .whereLayer("core")
            .mayNotAccessAnyLayer()
            .whereLayer("linux")
            .mayOnlyAccessLayers("core")
            .whereLayer("sidecar")
            .mayOnlyAccessLayers("core", "linux")
            .whereLayer("host-agent")
            .mayOnlyAccessLayers("core", "linux");

    @ArchTest
    static final ArchRule foreignFunctionsStayInOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.fairlead.linux.ffi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..", "com.kenai..", "java.lang.foreign");

    @ArchTest
    static final ArchRule sidecarIsSmall = noClasses()
            .that()
            .resideInAPackage("io.fairlead.sidecar..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.github.dockerjava..", "com.fasterxml.jackson..");
}
