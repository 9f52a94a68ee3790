using Harness.Images;

namespace Harness.Workloads;

/// <summary>The image that hello-app's pods run.</summary>
/// <param name="Reference">As it stands in the pod.</param>
/// <param name="IsOurs">Whether it is the one built here, which has more endpoints than Google's.</param>
public sealed record HelloImageChoice(string Reference, bool IsOurs)
{
    /// <summary>The image built here.</summary>
    public static HelloImageChoice Ours(ImageArchive archive) => new(archive.Reference, true);

    /// <summary>Another image that answers as hello-app does.</summary>
    public static HelloImageChoice Other(string reference) => new(reference, false);
}
