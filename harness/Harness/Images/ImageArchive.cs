namespace Harness.Images;

/// <summary>A container image as one archive file (the format of <c>docker save</c>), which any node's containerd imports.</summary>
/// <param name="Reference">The image's full name as pods use it, e.g. <c>harness.local/hello-app:1f3a…</c>.</param>
/// <param name="Path">The archive on disk.</param>
public sealed record ImageArchive(string Reference, string Path);
