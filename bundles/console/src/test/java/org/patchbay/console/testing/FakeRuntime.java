package org.patchbay.console.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** A component runtime that tells what a test put there. */
public final class FakeRuntime {
    private final Map<ComponentDescriptionDTO, ComponentConfigurationDTO> components = new LinkedHashMap<>();

    public FakeRuntime running(String implementationClass) {
        add(implementationClass, ComponentConfigurationDTO.ACTIVE);
        return this;
    }

    public FakeRuntime waiting(String implementationClass, String... interfaceNames) {
        ComponentDescriptionDTO description = add(implementationClass, ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        List<UnsatisfiedReferenceDTO> unsatisfied = new ArrayList<>();
        List<ReferenceDTO> references = new ArrayList<>();
        for (String interfaceName : interfaceNames) {
            var reference = new ReferenceDTO();
            reference.name = "$" + interfaceName.length();
            reference.interfaceName = interfaceName;
            references.add(reference);
            var missing = new UnsatisfiedReferenceDTO();
            missing.name = reference.name;
            unsatisfied.add(missing);
        }
        description.references = references.toArray(ReferenceDTO[]::new);
        components.get(description).unsatisfiedReferences = unsatisfied.toArray(UnsatisfiedReferenceDTO[]::new);
        return this;
    }

    public FakeRuntime failed(String implementationClass, String failure) {
        var description = add(implementationClass, ComponentConfigurationDTO.FAILED_ACTIVATION);
        components.get(description).failure = failure;
        return this;
    }

    public FakeRuntime unconfigured(String implementationClass, String pid) {
        add(implementationClass, ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION).configurationPid =
                new String[] {pid};
        return this;
    }

    private ComponentDescriptionDTO add(String implementationClass, int state) {
        var description = new ComponentDescriptionDTO();
        description.implementationClass = implementationClass;
        var configuration = new ComponentConfigurationDTO();
        configuration.state = state;
        components.put(description, configuration);
        return description;
    }

    public ServiceComponentRuntime runtime() {
        return Fakes.of(ServiceComponentRuntime.class, (method, arguments) -> switch (method) {
            case "getComponentDescriptionDTOs" -> components.keySet();
            case "getComponentConfigurationDTOs" -> List.of(components.get((ComponentDescriptionDTO) arguments[0]));
            default -> Fakes.unexpected(method);
        });
    }
}
