echo "Shop is open. Settings of the harbour:"
cat /etc/harbour.conf
