namespace Harness.Api;

/// <summary>A kubeconfig on disk; it holds credentials.</summary>
/// <param name="Path">The file, or several separated as in <c>KUBECONFIG</c>.</param>
/// <param name="Context">The context in it; null for its current one.</param>
public sealed record KubeconfigFile(string Path, string? Context);
