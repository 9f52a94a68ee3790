namespace Harness.Images;

/// <summary>An image made by others.</summary>
/// <param name="Name">What it is called here: <c>--image NAME=REFERENCE</c> replaces it.</param>
/// <param name="Reference">Where a registry has it; with its digest where that is known.</param>
/// <param name="DebianPackages">What it is made of where no registry answers; empty if something else takes its place.</param>
public sealed record ThirdPartyImage(string Name, string Reference, IReadOnlyList<string> DebianPackages)
{
    /// <summary>The option that replaces it.</summary>
    public string Option => $"--image {Name}=REFERENCE";
}
