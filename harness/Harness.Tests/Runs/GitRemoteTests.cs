using Harness.Runs;

namespace Harness.Tests.Runs;

internal sealed class GitRemoteTests
{
    [TestCase("https://github.com/owner/name.git", "https://github.com/owner/name")]
    [TestCase("https://github.com/owner/name/", "https://github.com/owner/name")]
    [TestCase("https://user:s3cret@example.com:8443/group/sub/name.git", "https://example.com:8443/group/sub/name")]
    [TestCase("git@github.com:owner/name.git", "https://github.com/owner/name")]
    [TestCase("ssh://git@example.com:2222/owner/name.git", "https://example.com/owner/name")]
    [TestCase("git@example.com:~owner/na.me\n", "https://example.com/~owner/na.me")]
    [TestCase("/srv/git/name.git", null)]
    [TestCase("../name", null)]
    [TestCase("file:///srv/git/name.git", null)]
    [TestCase("http://example.com/owner/name.git", null)]
    [TestCase("https://example.com/a\"onmouseover=b", null)]
    [TestCase("javascript:alert(1)//@x:y", null)]
    public void A_remote_has_a_page_only_on_a_server(string remote, string? address) => GitRemote.WebAddress(remote).ShouldBe(address);
}
