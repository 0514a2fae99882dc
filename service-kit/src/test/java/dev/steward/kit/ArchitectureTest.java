package dev.steward.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** One package a capability, usable alone, and no service's domain. */
@AnalyzeClasses(packages = "dev.steward", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule capabilitiesDoNotGoInCircles = slices().matching("dev.steward.kit.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theKitKnowsNoService = noClasses().that().resideInAPackage("dev.steward.kit..")
            .should().dependOnClassesThat().resideInAnyPackage("dev.steward.maintenance..", "dev.steward.heartbeat..",
                    "dev.steward.availability..", "dev.steward.observability..", "dev.steward.dispatcher..");

    @ArchTest
    static final ArchRule theKitSpeaksOfNoDomain = noClasses().that().resideInAPackage("dev.steward.kit..")
            .should().haveNameMatching(".*\\.[A-Za-z]*(Order|Mitra|Cart|Shop)[A-Z]?[A-Za-z]*");
}
