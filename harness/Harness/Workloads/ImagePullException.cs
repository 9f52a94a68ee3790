namespace Harness.Workloads;

/// <summary>Pods did not start because their nodes cannot get an image.</summary>
/// <param name="message">Which pods, and what they say.</param>
/// <param name="image">The image, as it stands in the pod.</param>
public sealed class ImagePullException(string message, string image) : Exception(message)
{
    /// <summary>The image, as it stands in the pod.</summary>
    public string Image { get; } = image;
}
