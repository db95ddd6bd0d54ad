package org.patchbay.application;

/** Says in plain words why a deployment was refused or could not be changed; what was in use before still is. */
public final class DeploymentException extends Exception {
    private static final long serialVersionUID = 1;

    public DeploymentException(String reason) {
        super(reason);
    }
}
