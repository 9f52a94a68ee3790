namespace Harness.Images;

/// <summary>An image that others make.</summary>
/// <param name="Name">What it is called here: <c>--image NAME=REFERENCE</c> puts another in its place.</param>
/// <param name="Reference">Where a registry has it; with its digest where that is known.</param>
/// <param name="DebianPackages">What it is made of where no registry answers; none where something else takes its place then.</param>
public sealed record ThirdPartyImage(string Name, string Reference, IReadOnlyList<string> DebianPackages)
{
    /// <summary>The option that puts another image in its place.</summary>
    public string Option => $"--image {Name}=REFERENCE";
}
