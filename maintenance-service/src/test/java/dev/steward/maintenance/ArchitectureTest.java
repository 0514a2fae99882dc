package dev.steward.maintenance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Data walks one way: resource or sweep, service, store. */
@AnalyzeClasses(packages = "dev.steward.maintenance", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule storesAreUsedByServicesOnly = classes().that().haveSimpleNameEndingWith("Store")
            .should().onlyBeAccessed().byClassesThat().haveSimpleNameNotEndingWith("Resource");

    @ArchTest
    static final ArchRule servicesDoNotKnowHttp = noClasses().that().haveSimpleNameEndingWith("Service")
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "io.vertx.ext.web..");

    @ArchTest
    static final ArchRule resourcesAndStoresAreNobodysBusiness = classes().that().haveSimpleNameEndingWith("Resource")
            .or().haveSimpleNameEndingWith("Store").should().bePackagePrivate();
}
