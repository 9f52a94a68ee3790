namespace Harness.Images;

/// <summary>A container image as one archive file (the format of <c>docker save</c>), which any node's containerd imports.</summary>
/// <param name="Reference">The image's full name as pods use it, e.g. <c>harness.local/hello-app:1f3a…</c>.</param>
/// <param name="Path">The archive on disk.</param>
public sealed record ImageArchive(string Reference, string Path)
{
    /// <summary>The registry in the name of what is built here; no such host exists, so nothing is ever pulled in its place.</summary>
    internal const string Registry = "harness.local";

    /// <summary>Whether a reference names an image that was built here, and so for this machine's processor alone.</summary>
    internal static bool IsBuiltHere(string reference) => reference.StartsWith($"{Registry}/", StringComparison.Ordinal);
}
