"""Who brought whom: referrals as a tree, and its picture."""
