package org.patchbay.console.login.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Brings the configuration to the login; no service, so that the hash is no service property for all to read. */
@Component(
        service = {},
        configurationPid = ConsoleLogin.ID)
@Designate(ocd = LoginConfig.class)
public final class LoginSettings {
    private final ConsoleLogin login;

    @Activate
    public LoginSettings(@Reference ConsoleLogin login, LoginConfig config) {
        this.login = login;
        login.use(config);
    }

    @Modified
    void modified(LoginConfig config) {
        login.use(config);
    }
}
