package org.patchbay.console.page.internal;

import org.apache.felix.webconsole.spi.BrandingPlugin;
import org.osgi.service.component.annotations.Component;

/** Puts our name and picture at the head of every page of the web console. */
@Component
public final class Branding implements BrandingPlugin {
    private static final String NAME = "Patchbay";
    private static final String PICTURE = "/patchbay/res/patchbay.svg";
    private static final String START = "/system/console/patchbay";

    @Override
    public String getBrandName() {
        return NAME;
    }

    @Override
    public String getProductName() {
        return NAME;
    }

    @Override
    public String getProductURL() {
        return START;
    }

    @Override
    public String getProductImage() {
        return PICTURE;
    }

    @Override
    public String getVendorName() {
        return NAME;
    }

    @Override
    public String getVendorURL() {
        return START;
    }

    @Override
    public String getVendorImage() {
        return PICTURE;
    }

    @Override
    public String getFavIcon() {
        return PICTURE;
    }

    @Override
    public String getMainStyleSheet() {
        return "/res/ui/webconsole.css";
    }
}
