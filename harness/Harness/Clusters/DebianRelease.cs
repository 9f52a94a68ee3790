namespace Harness.Clusters;

/// <summary>A Debian release that the offline node's root file system can be made of.</summary>
public enum DebianRelease
{
    /// <summary>12: containerd 1.6.</summary>
    Bookworm,

    /// <summary>13: containerd 1.7.</summary>
    Trixie,

    /// <summary>Unstable: containerd 2.</summary>
    Sid,
}
