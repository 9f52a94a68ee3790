using Harness.Runs;

namespace Harness.Tests.Runs;

/// <summary>Links to sources lead to where people read them, and hold no password.</summary>
internal sealed class RepositoryAddressTests
{
    [TestCase("https://github.com/owner/name.git", "https://github.com/owner/name")]
    [TestCase("https://github.com/owner/name", "https://github.com/owner/name")]
    [TestCase("https://user:secret@git.example.org:8443/group/sub/name.git/", "https://git.example.org:8443/group/sub/name")]
    [TestCase("git@github.com:owner/name.git\n", "https://github.com/owner/name")]
    [TestCase("ssh://git@gitlab.com/group/sub/name.git", "https://gitlab.com/group/sub/name")]
    [TestCase("http://example.org/name.git", null)]
    [TestCase("/srv/git/name.git", null)]
    [TestCase("file:///srv/git/name.git", null)]
    [TestCase("javascript:alert(1)", null)]
    [TestCase("", null)]
    public void An_address_is_that_of_the_pages_or_none(string remote, string? address) =>
        RepositoryAddress.Of(remote).ShouldBe(address);
}
