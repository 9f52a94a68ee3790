namespace Harness.Validating;

/// <summary>Where manifests are tried before they are applied for real.</summary>
public enum PreviewKind
{
    /// <summary>A throw-away cluster with stubs of the services, so that calls can be made.</summary>
    Cluster,

    /// <summary>An API server alone, as a plain process: an authorizer, and nothing to call.</summary>
    ControlPlane,
}
